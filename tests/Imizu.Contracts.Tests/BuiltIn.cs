namespace Imizu.Contracts.Tests;

/// <summary>The files that were built in.</summary>
internal static class BuiltIn
{
    public static IEnumerable<string> Names => typeof(BuiltIn).Assembly.GetManifestResourceNames();

    /// <summary>A file's text; null where there is none.</summary>
    public static string? Read(string name)
    {
        using var stream = typeof(BuiltIn).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
