namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project runs as so many processes.</summary>
internal sealed record ReplicaAnnotation(int Replicas) : IResourceAnnotation;

/// <summary>The processes of one resource, by their names.</summary>
internal static class Replicas
{
    /// <summary>The resource's own name where it is one process, as nearly all are; else that name and a number, from 1.</summary>
    public static IReadOnlyList<string> ReplicaNames(this IResource resource) =>
        // Said more than once, the last holds.
        resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas is { } replicas and > 1
            ? [.. Enumerable.Range(1, replicas).Select(number => $"{resource.Name}-{number}")]
            : [resource.Name];
}
