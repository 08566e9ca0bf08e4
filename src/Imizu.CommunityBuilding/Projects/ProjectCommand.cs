using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;

namespace Imizu.CommunityBuilding.Projects;

/// <summary>The bodies of the requests to <c>/projects/{id}/…</c>.</summary>
public abstract record ProjectCommand(DateOnly On) : StreamCommand
{
    public sealed record Commission(
        DateOnly On, string Contractor, string Project, string Content, AttendanceKind Attendance) : ProjectCommand(On);

    public sealed record HoldSession(DateOnly On, int Attendances) : ProjectCommand(On);

    /// <summary>The command that records such an event.</summary>
    public static ProjectCommand Of(ProjectEvent happened) => happened switch
    {
        ProjectEvent.Commissioned e => new Commission(e.On, e.Contractor, e.Project, e.Content, e.Attendance),
        ProjectEvent.SessionHeld e => new HoldSession(e.On, e.Attendances),
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };
}
