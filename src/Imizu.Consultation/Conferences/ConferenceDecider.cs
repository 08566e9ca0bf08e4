using Imizu.Consultation.Cases;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using static Imizu.Consultation.Conferences.ConferenceCommand;
using static Imizu.Contracts.Consultation.ConferenceEvent;

namespace Imizu.Consultation.Conferences;

/// <summary>The rules of conferences; the first row that fits decides.</summary>
public static class ConferenceDecider
{
    /// <summary>The most cases that one conference discusses; each is read from a stream of its own.</summary>
    public const int MostCases = 50;

    private const int MostAttendees = 50;

    public static Decision<ConferenceEvent> Decide(Conference conference, ConferenceCommand command) => (conference, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,
        (_, Hold { Cases.Count: > MostCases }) => new Refusal("cases", $"相談は {MostCases} 件までです。会議が分かれていたなら、それぞれ記録してください。"),
        (_, Hold { Kind: ConferenceKind.IndividualSupport, Attendees.Count: > 0 }) => new Refusal("attendees", "出席した職員を書くのは支援会議だけです。除いてください。"),
        (_, Hold { Attendees: { } attendees }) when attendees.Count > MostAttendees || attendees.Distinct(StringComparer.OrdinalIgnoreCase).Count() < attendees.Count || !attendees.All(ActorCode.IsValid) =>
            new Refusal("attendees", $"職員コードを {MostAttendees} 人まで、重ならないように書いてください。氏名は書かないでください。"),
        (Conference.Held h, Hold c) => AlreadyRecorded.Answer(h.As, Held(c), kind: "kind"),

        (_, Hold { Kind: ConferenceKind.IndividualSupport, Cases: [] }) => new Refusal("cases", "検討した相談を一つ以上挙げてください。"),
        (_, Hold c) when c.Cases.Distinct().Count() < c.Cases.Count => new Refusal("cases", "同じ相談が重なっています。"),
        (_, Hold c) when Find(c, found => found is Case.Unknown) is { } unknown => new Refusal("cases", $"この番号の相談はありません：{unknown}"),
        (_, Hold { Kind: ConferenceKind.IndividualSupport } c) when Find(c, found => !found.HasConsentOn(c.On)) is { } secret =>
            new Refusal("cases", $"{c.On:yyyy-MM-dd}の時点で本人同意がありません：{secret}。同意がない場合は支援会議（{LegalBasis.SupportConference}）で検討してください。"),

        (_, Hold c) => Held(c),

        _ => throw new System.Diagnostics.UnreachableException($"{conference.GetType().Name}, {command.GetType().Name}"),
    };

    private static ConferenceEvent Held(Hold c) => c.Kind == ConferenceKind.IndividualSupport
        ? new IndividualSupportConferenceHeld(c.On, c.Cases)
        : new SupportConferenceHeld(c.On, c.Cases, c.Attendees);

    private static Guid? Find(Hold command, Func<Case, bool> isWrong)
    {
        foreach (var id in command.Cases)
        {
            if (isWrong(command.Discussed.GetValueOrDefault(id, Case.Initial)))
            {
                return id;
            }
        }
        return null;
    }
}
