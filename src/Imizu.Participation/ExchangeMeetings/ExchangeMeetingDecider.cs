using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using static Imizu.Participation.ExchangeMeetings.ExchangeMeetingCommand;

namespace Imizu.Participation.ExchangeMeetings;

/// <summary>The rules of exchange meetings; the first row that fits decides.</summary>
public static class ExchangeMeetingDecider
{
    public static Decision<ExchangeMeetingEvent> Decide(ExchangeMeeting meeting, ExchangeMeetingCommand command) => (meeting, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,
        (ExchangeMeeting.Held h, Hold c) => AlreadyRecorded.Answer<ExchangeMeetingEvent>(h.As, Held(c)),

        (_, Hold c) when c.To <= c.From => new Refusal("to", "終わりの時刻を始まりより後にしてください。"),
        (_, Hold c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (_, Hold c) when PrintedText.Check("purpose", c.Purpose) is { } refusal => refusal,
        (_, Hold c) when PrintedText.Check("venue", c.Venue, most: 60) is { } refusal => refusal,
        (_, Hold c) when PrintedText.Check("content", c.Content) is { } refusal => refusal,

        (_, Hold { Participants: [] }) => new Refusal("participants", "参加者を分野ごとに一行以上入れてください。"),
        // A JSON null passes for an element of a list, whatever its type says.
        (_, Hold c) when c.Participants.Any(row => row is null) => new Refusal("participants", "空の行があります。分野と人数を入れるか、行を除いてください。"),
        (_, Hold c) when c.Participants.DistinctBy(row => row.Field).Count() < c.Participants.Count =>
            new Refusal("participants", "同じ分野が重なっています。一行にまとめてください。"),
        (_, Hold c) when c.Participants.Select(row => Headcount.Check("participants", row.Count)).FirstOrDefault(wrong => wrong is not null)
            is { } refusal => refusal,

        (_, Hold c) => Held(c),

        _ => throw new System.Diagnostics.UnreachableException($"{meeting.GetType().Name}, {command.GetType().Name}"),
    };

    private static ExchangeMeetingEvent.Held Held(Hold c) => new(c.On, c.From, c.To, c.Name, c.Purpose, c.Venue, c.Content, c.Participants);
}
