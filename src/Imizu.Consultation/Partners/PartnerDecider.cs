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
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (_, Register c) when PrintedText.Check("name", c.Name, most: 60) is { } refusal => refusal,
        (_, Register { Order: < 1 }) => new Refusal("order", "1 以上の順番にしてください。"),
        (Listed l, Register c) when (l.As.Name, l.As.Group, l.As.Order) == (c.Name, c.Group, c.Order) => new Unchanged(),
        (Listed l, Register c) when c.On < l.As.On => new Refusal("on", $"前の登録の日（{l.As.On:yyyy-MM-dd}）より前です。"),
        (Former f, Register c) when c.On < f.Until => new Refusal("on", $"台帳から外れた日（{f.Until:yyyy-MM-dd}）より前です。"),
        (_, Register c) => new Registered(c.On, c.Name, c.Group, c.Order),

        (Unregistered, Withdraw) => new Refusal("id", "台帳にない符号です。"),
        (Former, Withdraw) => new Unchanged(),
        (Listed l, Withdraw c) when c.On < l.As.On => new Refusal("on", $"登録の日（{l.As.On:yyyy-MM-dd}）より前です。"),
        (Listed, Withdraw c) => new Withdrawn(c.On),

        _ => throw new System.Diagnostics.UnreachableException($"{partner.GetType().Name}, {command.GetType().Name}"),
    };

    public static bool StandsOn(PartnerEvent later, PartnerEvent earlier) => (later, earlier) is (Withdrawn, Registered) or (Registered, Withdrawn);
}
