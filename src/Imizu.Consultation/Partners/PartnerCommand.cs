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
}
