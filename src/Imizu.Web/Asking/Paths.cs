using Microsoft.AspNetCore.Http.Extensions;

namespace Imizu.Web.Asking;

/// <summary>The parts of addresses.</summary>
internal static class Paths
{
    /// <summary>The events behind a figure, at the service.</summary>
    public static string Evidence(int year, string key) => $"/reports/{year}/cells/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}/evidence";

    /// <summary>What is asked for, without what is left out.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> asked) =>
        $"{new QueryBuilder(asked.Where(of => !string.IsNullOrWhiteSpace(of.Value)).Select(of => KeyValuePair.Create(of.Name, of.Value!))).ToQueryString()}";
}
