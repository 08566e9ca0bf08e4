using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using static Imizu.Consultation.Conferences.ConferenceCommand;

namespace Imizu.Consultation.Conferences;

/// <summary>The rules of conferences; the first row that fits decides.</summary>
public static class ConferenceDecider
{
    public static Decision<ConferenceEvent> Decide(Conference conference, ConferenceCommand command) => (conference, command) switch
    {
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),
        (Conference.Held, Hold) => new Unchanged(),

        (_, Hold { Kind: ConferenceKind.IndividualSupport, Cases: [] }) => new Refusal("cases", "検討した相談を一つ以上挙げてください。"),
        (_, Hold c) when c.Cases.Distinct().Count() < c.Cases.Count => new Refusal("cases", "同じ相談が重なっています。"),
        (_, Hold c) when Find(c, found => found is Case.Unknown) is { } unknown => new Refusal("cases", $"この番号の相談はありません：{unknown}"),
        (_, Hold { Kind: ConferenceKind.IndividualSupport } c) when Find(c, found => !found.HasConsentOn(c.On)) is { } secret =>
            new Refusal("cases", $"{c.On:yyyy-MM-dd}の時点で本人同意がありません：{secret}。同意がない場合は支援会議（法第106条の6）で検討してください。"),

        (_, Hold c) => new ConferenceEvent.Held(c.On, c.Kind, c.Cases),

        _ => throw new System.Diagnostics.UnreachableException($"{conference.GetType().Name}, {command.GetType().Name}"),
    };

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
