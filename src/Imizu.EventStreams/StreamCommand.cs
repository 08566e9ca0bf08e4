using System.Text.Json.Serialization;

namespace Imizu.EventStreams;

/// <summary>What a member of staff or a system asks for. It is the body of the request; what it cannot know is filled in at the door.</summary>
public abstract record StreamCommand
{
    /// <summary>The day of asking, in Japan: deciders have no clock.</summary>
    [JsonIgnore]
    public DateOnly Today { get; init; }
}
