namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of a resource, as it is shown.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The address. One that begins with a slash is a path at the endpoint.</summary>
    public required string Url { get; set; }

    /// <summary>What the link says; the address where nothing is said.</summary>
    public string? DisplayText { get; set; }
}

/// <summary>Changes how an endpoint's address is shown.</summary>
internal sealed record UrlForEndpointAnnotation(string EndpointName, Action<ResourceUrlAnnotation> Change) : IResourceAnnotation;
