using Imizu.Consultation.Partners;
using Imizu.Contracts.Access;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Consultation.Cases.CaseCommand;

namespace Imizu.Consultation.Cases;

/// <summary>Where cases are recorded.</summary>
public static class CaseEndpoints
{
    public static readonly StreamDefinition<Case, CaseEvent, CaseCommand> Definition = new(
        "case", StreamIds.Uuid, Case.Initial, (state, happened) => state.Evolve(happened), CaseDecider.Decide, CaseCommand.Of, CaseDecider.DependsOn)
    {
        Listed = CaseListing.Of,
        Follows = happened => happened is CaseEvent.Received { Follows: { } earlier } ? NameOf(earlier) : null,
    };

    public static void MapCases(this IEndpointRouteBuilder app) => app.MapStream("cases", Definition, Right.ReadCases, Right.RecordCases)
        .Post<Receive>("receipt", "相談受付（終了した相談の世帯の再相談なら、follows にその相談の番号）", async (command, others, cancellationToken) =>
            command.Follows is not { } earlier ? command : command with
            {
                Earlier = await others.Current(Definition, $"{earlier}", cancellationToken),
                FollowedBy = await others.FollowerOf(NameOf(earlier), cancellationToken),
            })
        .Post<ClassifyHousehold>("household", "世帯の類型")
        .Post<RecordContact>("contacts", "相談の記録（方法と内容）")
        .Post<EngagePartner>("partners", "支援連携先", async (command, others, cancellationToken) =>
            command with { Registered = await others.Current(PartnerEndpoints.Definition, command.Partner, cancellationToken) })
        .Post<GiveConsent>("consent", "本人同意")
        .Post<WithdrawConsent>("consent-withdrawal", "本人同意の撤回")
        .Post<CreatePlan>("plan", "支援プランの作成")
        .Post<RevisePlan>("plan-revisions", "支援プランの変更")
        .Post<StartSupport>("support-start", "支援開始")
        .Post<ConcludeSupport>("support-conclusion", "支援終結")
        .Post<CloseWithoutPlan>("closing-without-plan", "プランなしの終了")
        .Post<WriteOutline>("outline", "報告書に載せる事例の概要（個人が分からないように書く）");

    private static string NameOf(Guid id) => Definition.NameOf($"{id}");
}
