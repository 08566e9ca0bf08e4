using System.Text.Json;

namespace Imizu.Operations.Loading;

/// <summary>Formats problem details (RFC 9457) in one line; other bodies as they are.</summary>
public static class ProblemText
{
    public static string Of(string answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer);
            return problem.RootElement.TryGetProperty("errors", out var errors)
                ? string.Join("; ", errors.EnumerateObject().Select(field => $"{field.Name}: {string.Join(' ', field.Value.EnumerateArray())}"))
                : answer;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return answer;
        }
    }
}
