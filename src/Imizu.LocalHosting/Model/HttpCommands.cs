namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command looks and what it asks before it is carried out.</summary>
public class CommandOptions
{
    /// <summary>What the command does.</summary>
    public string? Description { get; set; }

    /// <summary>What is asked before it is done; null where nothing need be asked.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>An icon of Aspire's dashboard; the one here has words.</summary>
    public string? IconName { get; set; }
}

/// <summary>How a command's request is made.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Adds headers and a body.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }
}

/// <summary>A command's request, before it is sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }

    /// <summary>The resource that it goes to.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Ends when nobody waits for the answer any more.</summary>
    public required CancellationToken CancellationToken { get; init; }
}

/// <summary>A resource has a command that is a request.</summary>
internal sealed record HttpCommandAnnotation(string Name, string Path, string DisplayName, HttpCommandOptions Options) : IResourceAnnotation;
