using Imizu.Operations.Loading;
using Imizu.Contracts.CommunityBuilding;

namespace Imizu.Operations.Reiwa6;

/// <summary>The commissioned projects, one commissioned a day in the order of print, their sessions spread over the year.</summary>
internal static class ProjectPlan
{
    public static IEnumerable<Call> Calls(Figures figures, WorkingDays days) =>
        figures.Sections.CommunityBuilding.CommissionedProjects.SelectMany((printed, n) =>
        {
            var on = days[n];
            var stream = $"projects/{StableId.Of(on, printed.Project)}";
            var commission = new
            {
                On = on,
                printed.Contractor,
                printed.Project,
                printed.Content,
                Attendance = Counts.CodeOf<AttendanceKind>(printed.AttendanceWord),
            };
            return days.Spread(printed.Sessions)
                .Select((day, session) => new { On = day, Attendances = Attendances(session + 1) - Attendances(session) })
                .Select(session => Call.Of(session.On, Services.CommunityBuilding, stream, "sessions", session))
                .Prepend(Call.Of(on, Services.CommunityBuilding, stream, "commission", commission));

            int Attendances(int sessions) => sessions * printed.Attendances / printed.Sessions;
        });
}
