using Imizu.Consultation.Cases;
using Imizu.Contracts.Access;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using static Imizu.Consultation.Conferences.ConferenceCommand;

namespace Imizu.Consultation.Conferences;

/// <summary>Where conferences are recorded.</summary>
public static class ConferenceEndpoints
{
    public static readonly StreamDefinition<Conference, ConferenceEvent, ConferenceCommand> Definition = new(
        "conference", StreamIds.Uuid, Conference.Initial, (state, happened) => state.Evolve(happened), ConferenceDecider.Decide, ConferenceCommand.Of,
        DependsOn: (_, _) => false)
    {
        Listed = state => state is Conference.Held held ? new Listing(Type: held.As is ConferenceEvent.SupportConferenceHeld ? ConferenceKind.SupportConference : ConferenceKind.IndividualSupport) : null,
        ShownTo = ReadersOf,
    };

    public static void MapConferences(this IEndpointRouteBuilder app) => app.MapStream("conferences", Definition, Right.ReadConferences, Right.RecordCases)
        .Post<Hold>("holding", "重層的支援個別会議／支援会議の開催（支援会議は、attendees に出席した職員のコード）", WithCases);

    /// <summary>
    /// A support conference is held under a duty of secrecy (Social Welfare Act art. 106-6): it is shown to who took part and to who recorded it, also where that was
    /// taken back, but not to somebody who was named by mistake, as a correction says; an individual one to who records at this desk.
    /// </summary>
    private static Readers ReadersOf(History conference)
    {
        var secret = conference.Entries.Where(entry => entry.Data is ConferenceEvent.SupportConferenceHeld).ToList();
        return secret.Count == 0 ? new([Role.Auditor, Role.RecorderConsultation], [])
            : new([Role.Auditor], [.. secret.SelectMany(entry => (conference.RetractionOf(entry.Id)?.ReplacedBy is null ? ((ConferenceEvent.SupportConferenceHeld)entry.Data).Attendees ?? [] : []).Append(entry.UserName)).OfType<string>()]);
    }

    /// <summary>The command with the cases that it names; of too many, which are refused whatever they are, none is read.</summary>
    public static async Task<Hold> WithCases(Hold command, OtherStreams others, CancellationToken cancellationToken)
    {
        var discussed = new Dictionary<Guid, Case>();
        foreach (var id in command.Cases.Count > ConferenceDecider.MostCases ? [] : command.Cases.Distinct())
        {
            discussed[id] = await others.Current(CaseEndpoints.Definition, id.ToString(), cancellationToken);
        }
        return command with { Discussed = discussed };
    }
}
