namespace Imizu.Provisioning.Broker;

/// <summary>The broker is unavailable or rejected a request.</summary>
internal sealed class BrokerRefusalException(string message) : Exception(message);
