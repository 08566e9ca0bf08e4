using Imizu.Contracts.Access;
using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Participation.ExchangeMeetings.ExchangeMeetingCommand;

namespace Imizu.Participation.ExchangeMeetings;

/// <summary>Where exchange meetings (プラットフォーム交流会) are recorded.</summary>
public static class ExchangeMeetingEndpoints
{
    public static readonly StreamDefinition<ExchangeMeeting, ExchangeMeetingEvent, ExchangeMeetingCommand> Definition = new(
        "exchange-meeting", StreamIds.Uuid, ExchangeMeeting.Initial, (state, happened) => state.Evolve(happened), ExchangeMeetingDecider.Decide, ExchangeMeetingCommand.Of,
        DependsOn: (_, _) => false)
    {
        Listed = state => state is ExchangeMeeting.Held held ? new Listing(Name: held.As.Name) : null,
    };

    public static void MapExchangeMeetings(this IEndpointRouteBuilder app) => app.MapStream("exchange-meetings", Definition, Right.ReadParticipation, Right.RecordParticipation)
        .Post<Hold>("holding", "プラットフォーム交流会の開催");
}
