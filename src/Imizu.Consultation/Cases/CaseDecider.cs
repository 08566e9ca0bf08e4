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
        (_, var c) when c.On > c.Today => new Refusal("on", "未来の日付は記録できません。"),

        (Unknown, Receive c) => new Received(c.On, c.Route),
        (Unknown, _) => new Refusal("id", "この番号の相談はありません。先に相談受付を記録してください。"),
        (_, Receive) => new Unchanged(),

        (Ended, ConcludeSupport or CloseWithoutPlan) => new Unchanged(),
        (Ended d, CreatePlan or RevisePlan or StartSupport) => new Refusal("id", $"この相談は{d.On:yyyy-MM-dd}に終了しています。"),
        (Ended d, not WriteOutline) when command.On > d.On => new Refusal("on", $"この相談は{d.On:yyyy-MM-dd}に終了しています。"),
        (Ended d, _) => Decide(d.Before, command),

        (Open o, var c) when c.On < o.ReceivedOn => new Refusal("on", $"相談受付の日（{o.ReceivedOn:yyyy-MM-dd}）より前です。"),

        (Open, ClassifyHousehold c) => new HouseholdClassified(c.On, c.Type),

        (Open, RecordContact { Topics: [] }) => new Refusal("topics", "相談内容を一つ以上選んでください。"),
        (Open, RecordContact c) when c.Topics.Distinct().Count() < c.Topics.Count => new Refusal("topics", "同じ相談内容が重なっています。"),
        (Open, RecordContact c) => new ContactRecorded(c.On, c.Method, c.Topics),

        (Open, EngagePartner c) when c.Registered.RefusalOn(c.On) is { } refusal => refusal,
        (Open, EngagePartner c) => new PartnerEngaged(c.On, c.Partner),

        (Open { Consents: [.., { WithdrawnOn: null }] }, GiveConsent) => new Unchanged(),
        (Open { Consents: [.., { WithdrawnOn: { } withdrawn }] }, GiveConsent c) when c.On < withdrawn =>
            new Refusal("on", $"同意の撤回の日（{withdrawn:yyyy-MM-dd}）より前です。"),
        (Open, GiveConsent c) => new ConsentGiven(c.On),
        (Open { Consents: [] }, WithdrawConsent) => new Refusal("id", "同意が記録されていません。"),
        (Open { Consents: [.., { WithdrawnOn: not null }] }, WithdrawConsent) => new Unchanged(),
        (Open { Consents: [.., var given] }, WithdrawConsent c) when c.On < given.From =>
            new Refusal("on", $"同意の日（{given.From:yyyy-MM-dd}）より前です。"),
        (Open, WithdrawConsent c) => new ConsentWithdrawn(c.On),

        (Open { PlannedOn: null }, CreatePlan c) => new PlanCreated(c.On),
        (Open, CreatePlan) => new Unchanged(),
        (Open { PlannedOn: null }, RevisePlan or StartSupport) => new Refusal("id", "先に支援プランの作成を記録してください。"),
        (Open { PlannedOn: { } planned }, RevisePlan or StartSupport) when command.On < planned =>
            new Refusal("on", $"支援プランの作成の日（{planned:yyyy-MM-dd}）より前です。"),
        (Open, RevisePlan c) => new PlanRevised(c.On),

        (Open { StartedOn: not null }, StartSupport) => new Unchanged(),
        (Open o, StartSupport c) when !o.ClassifiedOn.Any(day => day <= c.On) => new Refusal("id", "先に世帯の類型を、支援開始の日までの日付で記録してください。"),
        (Open, StartSupport c) => new SupportStarted(c.On),
        (Open { StartedOn: null }, ConcludeSupport) => new Refusal("id", "支援が始まっていません。プランに至らない場合は「プランなしの終了」を記録してください。"),
        (Open o, ConcludeSupport c) when c.On < o.LatestOn => new Refusal("on", $"{o.LatestOn:yyyy-MM-dd}の記録があります。支援終結はその日以降にしてください。"),
        (Open, ConcludeSupport c) => new SupportConcluded(c.On, c.Reason),

        (Open { PlannedOn: not null }, CloseWithoutPlan) => new Refusal("id", "支援プランがあります。支援終結を記録してください。"),
        (Open o, CloseWithoutPlan c) when c.On < o.LatestOn => new Refusal("on", $"{o.LatestOn:yyyy-MM-dd}の記録があります。終了はその日以降にしてください。"),
        (Open, CloseWithoutPlan c) => new ClosedWithoutPlan(c.On, c.Reason),

        (Open, WriteOutline c) when PrintedText.Check("text", c.Text) is { } refusal => refusal,
        (Open o, WriteOutline c) when o.Outline == c.Text => new Unchanged(),
        (Open, WriteOutline c) => new OutlineWritten(c.On, c.Text),

        _ => throw new System.Diagnostics.UnreachableException($"{@case.GetType().Name}, {command.GetType().Name}"),
    };

    /// <summary>What could not be without what.</summary>
    public static bool StandsOn(CaseEvent later, CaseEvent earlier) => (later, earlier) switch
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
}
