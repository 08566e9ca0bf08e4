using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Projects;

/// <summary>The bodies of the requests to <c>/projects/{id}/…</c>.</summary>
public abstract record ProjectCommand(DateOnly On) : StreamCommand
{
    public sealed record Commission(
        DateOnly On, string Contractor, string Project, string Content, AttendanceKind Attendance) : ProjectCommand(On);

    public sealed record HoldSession(DateOnly On, int Attendances) : ProjectCommand(On);
}
