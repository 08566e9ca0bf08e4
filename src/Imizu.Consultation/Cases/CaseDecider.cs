using Imizu.Contracts.Streams;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using static Imizu.Consultation.Cases.Case;
using static Imizu.Consultation.Cases.CaseCommand;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Cases;

/// <summary>The rules of a case, to be read from top to bottom: the first row that fits decides.</summary>
public static class CaseDecider
{
    public static Decision<CaseEvent> Decide(Case @case, CaseCommand command) => (@case, command) switch
    {
        (_, var c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,

        (Unknown, Receive { Follows: { } earlier, Earlier: Unknown }) => new Refusal("follows", $"この番号の相談はありません：{earlier}"),
        (Unknown, Receive { Follows: { } earlier, Earlier: Open }) => new Refusal("follows", $"終了していない相談です：{earlier}。続きはその相談に記録してください。"),
        (Unknown, Receive { Earlier: Ended d } c) when c.On < d.On => new Refusal("on", $"前の相談は{d.On:yyyy-MM-dd}に終了しています。再相談の受付はその日以降にしてください。"),
        (Unknown, Receive { FollowedBy: { } later }) => new Refusal("follows", $"前の相談には、すでに後の相談があります：{later}。その相談を確かめてください。"),
        (Unknown, Receive c) => Receipt(c),
        (Unknown, _) => new Refusal("id", "この番号の相談はありません。先に相談受付を記録してください。"),
        (Open o, Receive c) => AlreadyRecorded.Answer<CaseEvent>(o.As, Receipt(c)),

        (Ended d, ConcludeSupport c) => AlreadyRecorded.Answer(d.As, new SupportConcluded(c.On, c.Reason)),
        (Ended d, CloseWithoutPlan c) => AlreadyRecorded.Answer(d.As, new ClosedWithoutPlan(c.On, c.Reason)),
        (Ended d, CreatePlan or RevisePlan or StartSupport) => new Refusal("id", $"この相談は{d.On:yyyy-MM-dd}に終了しています。"),
        (Ended d, Receive c) when c.On > d.On =>
            new Refusal("on", $"この相談は{d.On:yyyy-MM-dd}に終了しています。再相談なら、新しい番号の相談に、この番号を follows として記録してください。"),
        (Ended d, not WriteOutline) when command.On > d.On => new Refusal("on", $"この相談は{d.On:yyyy-MM-dd}に終了しています。"),
        (Ended d, _) => Decide(d.Before, command),

        (Open o, var c) when c.On < o.As.On => new Refusal("on", $"相談受付の日（{o.As.On:yyyy-MM-dd}）より前です。"),

        (Open, ClassifyHousehold c) => new HouseholdClassified(c.On, c.Type),

        (Open, RecordContact { Topics: [] }) => new Refusal("topics", "相談内容を一つ以上選んでください。"),
        (Open, RecordContact c) when c.Topics.Distinct().Count() < c.Topics.Count => new Refusal("topics", "同じ相談内容が重なっています。"),
        (Open o, RecordContact c) => Contact(o, new ContactRecorded(c.On, c.Method, c.Topics)),

        (Open, EngagePartner c) when c.Registered.RefusalOn(c.On) is { } refusal => refusal,
        (Open, EngagePartner c) => new PartnerEngaged(c.On, c.Partner),

        (Open { Consents: [.., { WithdrawnOn: null } given] }, GiveConsent c) =>
            AlreadyRecorded.Answer<CaseEvent>(new ConsentGiven(given.From), new ConsentGiven(c.On)),
        (Open { Consents: [.., { WithdrawnOn: { } withdrawn }] }, GiveConsent c) when c.On < withdrawn =>
            new Refusal("on", $"同意の撤回の日（{withdrawn:yyyy-MM-dd}）より前です。"),
        (Open, GiveConsent c) => new ConsentGiven(c.On),
        (Open { Consents: [] }, WithdrawConsent) => new Refusal("id", "同意が記録されていません。"),
        (Open { Consents: [.., { WithdrawnOn: { } withdrawn }] }, WithdrawConsent c) =>
            AlreadyRecorded.Answer<CaseEvent>(new ConsentWithdrawn(withdrawn), new ConsentWithdrawn(c.On)),
        (Open { Consents: [.., var given] }, WithdrawConsent c) when c.On < given.From =>
            new Refusal("on", $"同意の日（{given.From:yyyy-MM-dd}）より前です。"),
        (Open, WithdrawConsent c) => new ConsentWithdrawn(c.On),

        (Open { Plan: { } plan }, CreatePlan c) => AlreadyRecorded.Answer<CaseEvent>(plan, new PlanCreated(c.On)),
        (Open, CreatePlan c) => new PlanCreated(c.On),
        (Open { Plan: null }, RevisePlan or StartSupport) => new Refusal("id", "先に支援プランの作成を記録してください。"),
        (Open { Plan: { } plan }, RevisePlan or StartSupport) when command.On < plan.On =>
            new Refusal("on", $"支援プランの作成の日（{plan.On:yyyy-MM-dd}）より前です。"),
        (Open, RevisePlan c) => new PlanRevised(c.On),

        (Open { Start: { } start }, StartSupport c) => AlreadyRecorded.Answer<CaseEvent>(start, new SupportStarted(c.On)),
        (Open o, StartSupport c) when !o.Households.Any(classified => classified.On <= c.On) => new Refusal("id", "先に世帯の類型を、支援開始の日までの日付で記録してください。"),
        (Open, StartSupport c) => new SupportStarted(c.On),
        (Open { Start: null }, ConcludeSupport) => new Refusal("id", "支援が始まっていません。プランに至らない場合は「プランなしの終了」を記録してください。"),
        (Open o, ConcludeSupport c) when c.On < o.LatestOn => new Refusal("on", $"{o.LatestOn:yyyy-MM-dd}の記録があります。支援終結はその日以降にしてください。"),
        (Open, ConcludeSupport c) => new SupportConcluded(c.On, c.Reason),

        (Open { Plan: not null }, CloseWithoutPlan) => new Refusal("id", "支援プランがあります。支援終結を記録してください。"),
        (Open o, CloseWithoutPlan c) when c.On < o.LatestOn => new Refusal("on", $"{o.LatestOn:yyyy-MM-dd}の記録があります。終了はその日以降にしてください。"),
        (Open, CloseWithoutPlan c) => new ClosedWithoutPlan(c.On, c.Reason),

        (Open o, WriteOutline c) when c.FiscalYear < FiscalYear.Of(o.As.On).Year =>
            new Refusal("fiscalYear", $"相談受付の年度（{FiscalYear.Of(o.As.On).Year}）より前です。概要を載せる報告書の年度にしてください。"),
        (Open, WriteOutline c) when c.FiscalYear > FiscalYear.Of(c.Today).Year =>
            new Refusal("fiscalYear", $"まだ始まっていない年度です。{FiscalYear.Of(c.Today).Year}までの年度にしてください。"),
        (Open, WriteOutline c) when PrintedText.Check("text", c.Text) is { } refusal => refusal,
        (Open o, WriteOutline c) when o.Outlines.GetValueOrDefault(c.FiscalYear) == Outline(c) => new Unchanged(),
        (Open o, WriteOutline c) when o.Outlines.GetValueOrDefault(c.FiscalYear) is { } last && c.On < last.On =>
            new Refusal("on", $"この年度の概要は{last.On:yyyy-MM-dd}に書かれています。書き直すときは、その日以降の日付にしてください。"),
        (Open, WriteOutline c) => Outline(c),

        _ => throw new System.Diagnostics.UnreachableException($"{@case.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool DependsOn(CaseEvent later, CaseEvent earlier) => (later, earlier) switch
    {
        (Received, _) => false,
        (_, Received) => true,
        (ConsentWithdrawn, ConsentGiven) => true,
        (ConsentGiven, ConsentWithdrawn) => true,
        (PlanRevised or SupportStarted, PlanCreated) => true,
        (SupportStarted started, HouseholdClassified classified) => classified.On <= started.On,
        (SupportConcluded, SupportStarted) => true,
        _ => false,
    };

    /// <summary>There may be two of a kind on one day; more often the same one is recorded twice.</summary>
    private static Decision<CaseEvent> Contact(Open open, ContactRecorded contact) => new([contact], null)
    {
        Warning = open.Contacts.Any(other => other.On == contact.On && other.Method == contact.Method && other.Topics.ToHashSet().SetEquals(contact.Topics))
            ? new Warning("on", $"{contact.On:yyyy-MM-dd}に、同じ方法・同じ内容の相談がすでに記録されています。二重の記録なら、どちらかを取り消してください。") : null,
    };

    private static Received Receipt(Receive c) => new(c.On, c.Route, c.Follows);

    private static OutlineWritten Outline(WriteOutline c) => new(c.On, c.FiscalYear, c.Text);
}
