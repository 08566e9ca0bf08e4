using Imizu.Consultation.Cases;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using static Imizu.Contracts.Consultation.CaseEvent;

namespace Imizu.Consultation.Tests.Cases;

/// <summary>One case, received on 1 May and supported from 10 May to 1 June.</summary>
public abstract class CaseTests
{
    protected static readonly DateOnly April30 = new(2024, 4, 30), May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), May9 = new(2024, 5, 9),
        May10 = new(2024, 5, 10), June1 = new(2024, 6, 1), June2 = new(2024, 6, 2);

    protected static readonly CaseEvent Received = new Received(May1, ReferralRoute.Family);
    protected static readonly CaseEvent Classified = new HouseholdClassified(May8, HouseholdType.SinglePerson);
    protected static readonly CaseEvent Planned = new PlanCreated(May9);
    protected static readonly CaseEvent Started = new SupportStarted(May10);
    protected static readonly CaseEvent Concluded = new SupportConcluded(June1, ConclusionReason.Resolved);
    protected static readonly CaseEvent Unplanned = new ClosedWithoutPlan(June1, NoPlanReason.NoConsent);

    protected DeciderSpec<Case, CaseEvent, CaseCommand> TheCase { get; } = new(CaseEndpoints.Definition);
}
