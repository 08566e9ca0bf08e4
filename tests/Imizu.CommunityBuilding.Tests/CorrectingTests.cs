using Imizu.CommunityBuilding.Bases;
using Imizu.CommunityBuilding.Measures;
using Imizu.CommunityBuilding.Projects;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.FieldTallies;
using Imizu.Testing;
using Xunit;

namespace Imizu.CommunityBuilding.Tests;

public sealed class CorrectingTests
{
    private static readonly DateOnly April1 = new(2024, 4, 1), April30 = new(2024, 4, 30), May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), May31 = new(2024, 5, 31);

    private static readonly MeasureCommand.Register Registering = new(April1, "地域包括支援センター", "相談件数", "件", MeasureKind.Flow, MeasureTable.FieldConsultation, 1);

    [Fact]
    public void However_it_is_corrected_a_project_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(ProjectEndpoints.Definition, length: 3,
            new ProjectCommand.Commission(April1, "団体", "事業", "内容", AttendanceKind.Use), new ProjectCommand.Commission(May8, "団体", "事業", "内容", AttendanceKind.Participation),
            new ProjectCommand.HoldSession(May1, 3), new ProjectCommand.HoldSession(May31, 5));

    [Fact]
    public void However_it_is_corrected_a_base_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(ActivityBaseEndpoints.Definition, length: 2,
            new ActivityBaseCommand.OpenBase(April1, "家"), new ActivityBaseCommand.OpenBase(May31, "家"), new ActivityBaseCommand.CloseBase(May8), new ActivityBaseCommand.CloseBase(May31));

    [Fact]
    public void However_it_is_corrected_a_measure_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(MeasureEndpoints.Definition, length: 4,
            Registering, Registering with { On = May8 }, Registering with { Unit = "人" }, Registering with { Kind = MeasureKind.Ratio },
            new MeasureCommand.Tally(April1, April30, 99), new MeasureCommand.Tally(April1, April30, 120), new MeasureCommand.Tally(April1, May31, 1), new MeasureCommand.Tally(May1, May31, 7));
}
