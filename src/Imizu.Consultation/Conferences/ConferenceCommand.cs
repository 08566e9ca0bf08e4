using System.Text.Json.Serialization;
using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;

namespace Imizu.Consultation.Conferences;

/// <summary>The bodies of the requests to <c>/conferences/{id}/…</c>.</summary>
public abstract record ConferenceCommand(DateOnly On) : StreamCommand
{
    /// <summary>A conference was held.</summary>
    /// <param name="On">The day.</param>
    /// <param name="Kind">Whether it needs consent.</param>
    /// <param name="Cases">The cases that it discussed.</param>
    /// <param name="Attendees">The staff codes of those who took part in a support conference.</param>
    public sealed record Hold(DateOnly On, ConferenceKind Kind, IReadOnlyList<Guid> Cases, IReadOnlyList<string>? Attendees = null) : ConferenceCommand(On)
    {
        /// <summary>Those cases as they stand.</summary>
        [JsonIgnore]
        public IReadOnlyDictionary<Guid, Case> Discussed { get; init; } = new Dictionary<Guid, Case>();
    }

    /// <summary>The command that records such an event, which is the only one of its stream: nobody decides it again.</summary>
    public static ConferenceCommand Of(ConferenceEvent happened) => happened switch
    {
        ConferenceEvent.IndividualSupportConferenceHeld e => new Hold(e.On, ConferenceKind.IndividualSupport, e.Cases),
        ConferenceEvent.SupportConferenceHeld e => new Hold(e.On, ConferenceKind.SupportConference, e.Cases, e.Attendees),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
