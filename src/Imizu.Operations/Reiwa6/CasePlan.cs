using Imizu.Operations.Loading;
using Imizu.Contracts.Consultation;

namespace Imizu.Operations.Reiwa6;

/// <summary>
/// What happens to the cases themselves, from the receipt to the end. The totals say nothing of routes and reasons: those take turns.
/// </summary>
internal static class CasePlan
{
    private static readonly ReferralRoute[] Routes = Enum.GetValues<ReferralRoute>();
    private static readonly ConclusionReason[] Reasons = [ConclusionReason.Resolved, ConclusionReason.HandedOver];

    public static IEnumerable<Call> Calls(IEnumerable<CaseCourse> cases) => cases.SelectMany(Calls);

    private static IEnumerable<Call> Calls(CaseCourse course)
    {
        yield return Of(course.ReceivedOn, "receipt", new { On = course.ReceivedOn, Route = InTurn(Routes) });
        if (course.Support is { } support)
        {
            yield return Of(support.ClassifiedOn, "household", new { On = support.ClassifiedOn, Type = support.Household });
            yield return Of(support.ConsentOn, "consent", new { On = support.ConsentOn });
            yield return Of(support.PlannedOn, "plan", new { On = support.PlannedOn });
            yield return Of(support.StartedOn, "support-start", new { On = support.StartedOn });
            if (support.ConcludedOn is { } concluded)
            {
                yield return Of(concluded, "support-conclusion", new { On = concluded, Reason = InTurn(Reasons) });
            }
        }
        if (course.ClosedOn is { } closed)
        {
            yield return Of(closed, "closing-without-plan", new { On = closed, Reason = NoPlanReason.ExistingSchemesSufficed });
        }

        Call Of(DateOnly on, string what, object body) => Call.Of(on, Services.Consultation, course.Stream, what, body);

        T InTurn<T>(T[] codes) => codes[course.Number % codes.Length];
    }
}
