using System.Text.Json.Serialization;

namespace Imizu.EventStreams;

/// <summary>The base of all commands, which are the bodies of requests; values that the caller cannot know are set by the endpoint.</summary>
public abstract record StreamCommand
{
    /// <summary>The current day in Japan; deciders have no clock.</summary>
    [JsonIgnore]
    public DateOnly Today { get; init; }

    /// <summary>The code of who asks.</summary>
    [JsonIgnore]
    public string Actor { get; init; } = "";
}
