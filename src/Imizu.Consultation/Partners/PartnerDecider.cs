using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using static Imizu.Consultation.Partners.Partner;
using static Imizu.Consultation.Partners.PartnerCommand;
using static Imizu.Contracts.Consultation.PartnerEvent;

namespace Imizu.Consultation.Partners;

/// <summary>The rules of the register of partners; the first row that fits decides.</summary>
public static class PartnerDecider
{
    public static Decision<PartnerEvent> Decide(Partner partner, PartnerCommand command) => (partner, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (_, Register c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (_, Register { Order: < 1 }) => new Refusal("order", "1 以上の順番にしてください。"),
        (Listed l, Register c) when l.As == Registration(c) => new Unchanged(),
        (_, Register { Namesake: { } code } c) when (partner as Listed)?.As.Name != c.Name => new Refusal("name", $"同じ名称の連携先が、符号 {code} で台帳にあります。その符号を使うか、見分けの付く名称にしてください。"),
        (Listed l, Register c) when c.On < l.As.On => new Refusal("on", $"前の登録の日（{l.As.On:yyyy-MM-dd}）より前です。"),
        (Former f, Register c) when c.On < f.Until => new Refusal("on", $"台帳から外れた日（{f.Until:yyyy-MM-dd}）より前です。"),
        (_, Register c) => Registration(c),

        (Unregistered, Withdraw) => new Refusal("id", "台帳にない符号です。符号を確かめてください。"),
        (Former f, Withdraw c) => AlreadyRecorded.Answer<PartnerEvent>(new Withdrawn(f.Until), new Withdrawn(c.On)),
        (Listed l, Withdraw c) when c.On < l.As.On => new Refusal("on", $"登録の日（{l.As.On:yyyy-MM-dd}）より前です。"),
        (Listed, Withdraw c) => new Withdrawn(c.On),

        _ => throw new System.Diagnostics.UnreachableException($"{partner.GetType().Name}, {command.GetType().Name}"),
    };

    public static bool DependsOn(PartnerEvent later, PartnerEvent earlier) => (later, earlier) is (Withdrawn, Registered) or (Registered, Withdrawn);

    private static Registered Registration(Register c) => new(c.On, c.Name, c.Group, c.Order);
}
