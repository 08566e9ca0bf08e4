namespace Imizu.Gateway.Broker;

/// <summary>One thing to be done at the broker; done again, it changes nothing.</summary>
internal abstract record BrokerStep
{
    private BrokerStep() { }

    /// <summary>There is to be a durable topic exchange of that name.</summary>
    public sealed record DeclareTopic(string Exchange) : BrokerStep;

    /// <summary>Bounds queues.</summary>
    public sealed record Bound(OperatorPolicy Policy) : BrokerStep;

    /// <summary>Makes a user, or gives it its password and its mark.</summary>
    public sealed record Admit(BrokerUser User) : BrokerStep;

    /// <summary>Says what a user may do.</summary>
    public sealed record Permit(BrokerPermission Permission) : BrokerStep;

    /// <summary>Says how many of something a user may have open.</summary>
    public sealed record Limit(string User, string Name, long Value) : BrokerStep;

    /// <summary>Takes a user away.</summary>
    public sealed record Expel(string User) : BrokerStep;

    /// <summary>Ends the connections that were opened with what is no longer valid.</summary>
    public sealed record Disconnect(string User) : BrokerStep;

    /// <summary>Ends one connection, by the broker's name for it.</summary>
    public sealed record Close(string Connection) : BrokerStep;

    /// <summary>Takes a queue away, with what is in it.</summary>
    public sealed record Remove(BrokerQueue Queue, string Because) : BrokerStep;
}
