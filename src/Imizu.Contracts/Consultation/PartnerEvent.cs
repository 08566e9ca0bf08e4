namespace Imizu.Contracts.Consultation;

/// <summary>What happens in the register of partners (支援連携先).</summary>
public abstract record PartnerEvent
{
    private PartnerEvent() { }

    /// <summary>An office or agency can be named as a partner from that day on; registered again, it is renamed or moved.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    /// <param name="Name">As printed.</param>
    /// <param name="Group">The column it is printed in.</param>
    /// <param name="Order">Its row within the group, from 1.</param>
    [EventType("jp.imizu.consultation.partner-registered.v1", "支援連携先の登録", LegalBasis.MultiAgencyCollaboration)]
    public sealed record Registered(DateOnly On, [property: Text] string Name, PartnerGroup Group, int Order) : PartnerEvent;

    /// <summary>It can no longer be named; what was recorded with it stays.</summary>
    /// <param name="On">The day on which it happened (実施日); it decides the fiscal year.</param>
    [EventType("jp.imizu.consultation.partner-withdrawn.v1", "支援連携先の除外", LegalBasis.MultiAgencyCollaboration)]
    public sealed record Withdrawn(DateOnly On) : PartnerEvent;
}

/// <summary>The columns of 支援連携先.</summary>
public enum PartnerGroup
{
    /// <summary>Offices of the city.</summary>
    [Word("庁内")] CityOffice,
    /// <summary>Agencies.</summary>
    [Word("関係機関")] Agency,
    /// <summary>Public bodies.</summary>
    [Word("公的機関")] PublicBody,
}
