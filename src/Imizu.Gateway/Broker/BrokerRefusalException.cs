namespace Imizu.Gateway.Broker;

/// <summary>The broker is there, and will not do one thing.</summary>
internal sealed class BrokerRefusalException(string message) : Exception(message);
