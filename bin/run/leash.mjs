// Loaded before a process that the launcher started: when the launcher is gone, however it went, this one stops too.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
