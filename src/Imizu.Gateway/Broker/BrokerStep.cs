namespace Imizu.Gateway.Broker;

/// <summary>One idempotent change at the broker.</summary>
internal abstract record BrokerStep
{
    private BrokerStep() { }

    /// <summary>Declares a durable topic exchange.</summary>
    public sealed record DeclareTopicExchange(string Exchange) : BrokerStep;

    /// <summary>Sets the operator policy that limits queues.</summary>
    public sealed record SetQueueLimits(OperatorPolicy Policy) : BrokerStep;

    /// <summary>Creates a user, or updates its password hash and tags.</summary>
    public sealed record UpsertUser(BrokerUser User) : BrokerStep;

    /// <summary>Sets a user's permissions.</summary>
    public sealed record SetPermissions(BrokerPermission Permission) : BrokerStep;

    /// <summary>Sets one of a user's limits, such as the number of its connections.</summary>
    public sealed record SetUserLimit(string User, string Name, long Value) : BrokerStep;

    /// <summary>Deletes a user.</summary>
    public sealed record DeleteUser(string User) : BrokerStep;

    /// <summary>Closes all connections of a user.</summary>
    public sealed record CloseUserConnections(string User) : BrokerStep;

    /// <summary>Closes one connection, by the broker's name for it.</summary>
    public sealed record CloseConnection(string Connection) : BrokerStep;

    /// <summary>Deletes a queue with the messages in it.</summary>
    public sealed record DeleteQueue(BrokerQueue Queue, string Because) : BrokerStep;
}
