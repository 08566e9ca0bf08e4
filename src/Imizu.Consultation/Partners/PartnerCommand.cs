using System.Text.Json.Serialization;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;

namespace Imizu.Consultation.Partners;

/// <summary>The bodies of the requests to <c>/partners/{code}/…</c>.</summary>
public abstract record PartnerCommand(DateOnly On) : StreamCommand
{
    public sealed record Register(DateOnly On, string Name, PartnerGroup Group, int Order) : PartnerCommand(On)
    {
        /// <summary>The code of another partner of that name in the register; null where there is none.</summary>
        [JsonIgnore]
        public string? Namesake { get; init; }
    }

    public sealed record Withdraw(DateOnly On) : PartnerCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static PartnerCommand Of(PartnerEvent happened) => happened switch
    {
        PartnerEvent.Registered e => new Register(e.On, e.Name, e.Group, e.Order),
        PartnerEvent.Withdrawn e => new Withdraw(e.On),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
