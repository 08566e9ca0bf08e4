using Imizu.Contracts.Outreach;
using Imizu.Outreach.Targets;
using Imizu.Testing;
using static Imizu.Contracts.Outreach.TargetEvent;

namespace Imizu.Outreach.Tests.Targets;

/// <summary>One target, identified on 1 May.</summary>
public abstract class TargetTests
{
    protected static readonly DateOnly April30 = new(2024, 4, 30), May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1),
        June2 = new(2024, 6, 2);

    protected static readonly Guid CaseId = new("11111111-1111-4111-8111-111111111111"), OtherCaseId = new("22222222-2222-4222-8222-222222222222");

    protected static readonly TargetEvent Identified = new Identified(May1, InformationSource.WelfareCommissioner);
    protected static readonly TargetEvent Visited = new Contacted(May8, OutreachMethod.Visit, Met: true);
    protected static readonly TargetEvent Planned = new PlanCreated(May8);
    protected static readonly TargetEvent Connected = new ConnectedToConsultation(May8, CaseId);
    protected static readonly TargetEvent Ended = new Ended(June1, EndReason.NoLongerNeeded);

    protected DeciderSpec<Target, TargetEvent, TargetCommand> TheTarget { get; } = new(TargetEndpoints.Definition);
}
