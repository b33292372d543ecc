// Some tests name no server: connections to the standard port go to the one that REDIS_PORT names.

const net = require('node:net')

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (Number(options.port) === 6379) {
    Object.assign(options, { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) })
  }
  return connect.apply(this, args)
}
