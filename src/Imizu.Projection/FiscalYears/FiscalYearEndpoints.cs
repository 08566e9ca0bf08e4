using Imizu.Contracts.Access;
using Imizu.Contracts.FiscalYears;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Projection.Editions;
using static Imizu.Projection.FiscalYears.FiscalYearCommand;

namespace Imizu.Projection.FiscalYears;

/// <summary>Maps the routes that record a fiscal year's targets, evaluations and texts, and close it.</summary>
public static class FiscalYearEndpoints
{
    public static readonly StreamDefinition<FiscalYearPlan, FiscalYearEvent, FiscalYearCommand> Definition = new(
        "fiscal-year", StreamIds.Year, FiscalYearPlan.Initial, (state, happened) => state.Evolve(happened), FiscalYearDecider.Decide, FiscalYearCommand.Of,
        DependsOn: (_, _) => false, FiscalYearDecider.Keeps);

    public static void MapFiscalYears(this IEndpointRouteBuilder app)
    {
        app.MapStream("fiscal-years", Definition, Right.ReadReports, Right.PrepareReports)
            .Post<SetTarget>("targets", "年度の計画値")
            .Post<OverrideEvaluation>("evaluations", "指標の評価の変更（理由を評価に並べて載せる）")
            .Post<WriteCommentary>("commentary", "報告書の方針、目標などの文")
            .Post<RequestClose, EditionDrafts>("closing/request", "年度の確定の申請", WithEdition)
            .Post<Close, EditionDrafts>("closing", "年度の確定（確定版を作る。申請した人とは別の人がする）", WithEdition, Right.CloseReports)
            .Post<RequestCorrection, EditionDrafts>("editions", "訂正版の申請", WithEdition)
            .Post<ApproveCorrection, EditionDrafts>("editions/approval", "訂正版の承認（申請した人とは別の人がする）", WithEdition, Right.CloseReports);
        app.MapEditions();
    }

    private static Task<T> WithEdition<T>(EditionDrafts drafts, string id, T command, OtherStreams others, CancellationToken cancellationToken)
        where T : EditionCommand =>
        drafts.Complete(id, command, others, cancellationToken);
}
