using System.Text.Json;

namespace Imizu.LocalStack;

/// <summary>The files that the AppHost keeps in its data folder for whoever operates the stack. Those with passwords in them only their owner can read.</summary>
public static class StackFiles
{
    /// <summary>What the stack is doing now: a <see cref="StackState"/>, rewritten at each change.</summary>
    public const string State = "stack.json";

    /// <summary>The connection strings, by the names of their resources.</summary>
    public const string Connections = "connections.json";

    /// <summary>The generated passwords, by the names of their parameters.</summary>
    public const string Secrets = "secrets.json";

    /// <summary>The address that opens the dashboard, its token included.</summary>
    public const string Dashboard = "dashboard.json";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>The console output of a resource.</summary>
    /// <param name="dataFolder">The stack's data folder.</param>
    /// <param name="resource">The resource's name; of a replica, that and its number.</param>
    public static string Log(string dataFolder, string resource) => Path.Combine(dataFolder, "logs", resource + ".log");

    /// <summary>Reads a file; null where there is none.</summary>
    public static T? Read<T>(string dataFolder, string file)
        where T : class
    {
        var full = Path.Combine(dataFolder, file);
        return File.Exists(full) ? JsonSerializer.Deserialize<T>(File.ReadAllText(full), Indented) : null;
    }

    /// <summary>Writes a file that only its owner can read, whole or not at all.</summary>
    public static void Write<T>(string dataFolder, string file, T content)
    {
        var full = Path.Combine(dataFolder, file);
        File.Delete(full + ".new");
        using (var stream = new FileStream(full + ".new", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owner }))
        {
            JsonSerializer.Serialize(stream, content, Indented);
        }

        File.Move(full + ".new", full, overwrite: true);
    }
}
