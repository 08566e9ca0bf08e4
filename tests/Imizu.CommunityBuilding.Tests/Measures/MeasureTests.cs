using Imizu.CommunityBuilding.Measures;
using Imizu.Contracts.FieldTallies;
using Imizu.Testing;
using static Imizu.CommunityBuilding.Measures.MeasureCommand;
using static Imizu.Contracts.FieldTallies.FieldMeasureEvent;

namespace Imizu.CommunityBuilding.Tests.Measures;

/// <summary>Three measures, one of each kind, registered on 1 April 2024.</summary>
public abstract class MeasureTests
{
    protected static readonly DateOnly April1 = new(2024, 4, 1), April30 = new(2024, 4, 30), May1 = new(2024, 5, 1), May31 = new(2024, 5, 31);

    protected static readonly Register Registering =
        new(April1, "地域包括支援センター", "相談件数", "件", MeasureKind.Flow, MeasureTable.FieldConsultation, 1);

    protected static readonly Registered Flow = Registered(Registering), Stock = Flow with { Kind = MeasureKind.Stock },
        Ratio = Flow with { Kind = MeasureKind.Ratio };

    protected static readonly FieldMeasureEvent April = new Tallied(April1, April30, 120);

    protected DeciderSpec<Measure, FieldMeasureEvent, MeasureCommand> TheMeasure { get; } = new(MeasureEndpoints.Definition);

    protected static Registered Registered(Register c) => new(c.On, c.Programme, c.Measure, c.Unit, c.Kind, c.Table, c.Order);
}
