namespace Imizu.Provisioning.Broker;

/// <summary>The broker is away, or will not do something.</summary>
internal sealed class BrokerRefusalException(string message) : Exception(message);
