// Tests speak through their assertions: the product's own log stays silent unless asked for.
process.env.LOG_LEVEL ??= 'silent'
process.env.SECRET_KEY ??= 'a key for tests alone, forty characters.'
