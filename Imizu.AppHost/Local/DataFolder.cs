using Imizu.LocalStack;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imizu.AppHost.Local;

/// <summary>
/// The folder in which a stack keeps all that it has: the servers' data, generated passwords and ports, console logs, and what it is doing now. It is
/// the stack's own, and closed to other users.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = "stack.lock";
    private const string Chosen = "with ./imizu up --data FOLDER, or --Data:Folder=FOLDER.";
    private const UnixFileMode Passable = OwnerOnly.Folder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // Held until the stack has stopped, or the process has ended, however it ended.
    private readonly FileStream _lock;
    private readonly Dictionary<string, string> _secrets;
    private readonly Dictionary<string, ReferenceExpression> _connections = [];

    private DataFolder(string root, FileStream held)
    {
        (Root, _lock) = (root, held);
        _secrets = StackFiles.Read<Dictionary<string, string>>(root, StackFiles.Secrets) ?? [];
        Ports = new KeptPorts(root);
    }

    /// <summary>Full path.</summary>
    public string Root { get; }

    /// <summary>The ports of this stack, the same at each start.</summary>
    public KeptPorts Ports { get; }

    /// <summary>Claims the folder that <c>Data:Folder</c> names, else <c>.imizu/stack</c> beside the AppHost, for as long as the stack runs.</summary>
    /// <exception cref="DistributedApplicationException">Another stack runs on it, other things are in it, or it cannot be written.</exception>
    public static DataFolder Claim(IDistributedApplicationBuilder builder)
    {
        var folder = Claim(Path.GetFullPath(builder.Configuration["Data:Folder"] ?? Path.Combine(builder.AppHostDirectory, "../.imizu/stack")));
        // Aspire would end before its servers do, and a next start would meet them in the folder.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] ??= "true";
        builder.Eventing.Subscribe<BeforeStartEvent>((e, cancellationToken) =>
        {
            e.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(folder.Dispose);
            return Task.CompletedTask;
        });
        return folder;
    }

    /// <inheritdoc cref="Claim(IDistributedApplicationBuilder)" />
    /// <param name="root">Full path.</param>
    public static DataFolder Claim(string root)
    {
        // Closing a folder that all users share, as they do /tmp, would be the end of it for everybody.
        if (Directory.Exists(root) && File.GetUnixFileMode(root).HasFlag(UnixFileMode.StickyBit))
        {
            throw new DistributedApplicationException($"{root} is shared by all users: choose a folder of the stack's own {Chosen}");
        }

        try
        {
            if (HasOtherThings(root))
            {
                throw new DistributedApplicationException($"{root} has other things in it: choose a folder of the stack's own {Chosen}");
            }

            // Where we are root, PostgreSQL runs as another user, who has to pass through to a folder of its own.
            OwnerOnly.CreateFolder(root, Environment.IsPrivilegedProcess ? Passable : OwnerOnly.Folder);
            OwnerOnly.CreateFolder(Path.Combine(root, "logs"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{root} cannot be made or written: {e.Message} Choose another folder {Chosen}");
        }

        try
        {
            var folder = new DataFolder(root, new FileStream(Path.Combine(root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            folder.Ports.AwaitRemains();
            return folder;
        }
        catch (IOException)
        {
            throw new DistributedApplicationException(
                $"Another stack (process {StackState.Read(root)?.Host.Pid}) runs on {root}: stop that one, or choose another folder {Chosen}");
        }
    }

    /// <summary>A folder for a resource's data.</summary>
    public string Of(string resource) => Path.Combine(Root, resource);

    /// <summary>The same, made and closed to others.</summary>
    public string MakeFolder(string resource)
    {
        OwnerOnly.CreateFolder(Of(resource));
        return Of(resource);
    }

    /// <summary>A password, generated at the first start and kept from then on.</summary>
    public string Password(string name)
    {
        if (!_secrets.TryGetValue(name, out var password))
        {
            _secrets[name] = password = new GenerateParameterDefault { Special = false }.GetDefaultValue();
            StackFiles.Write(Root, StackFiles.Secrets, _secrets);
        }

        return password;
    }

    /// <summary>What the servers of this folder are, as it was chosen at the first start.</summary>
    public string Servers(Func<string> choose)
    {
        const string File = "servers.json";
        if (StackFiles.Read<string>(Root, File) is { } kept)
        {
            return kept;
        }

        var chosen = Directory.Exists(Of("postgres")) ? "local" : choose();
        StackFiles.Write(Root, File, chosen);
        return chosen;
    }

    /// <summary>The volume of a server that runs as a container. A new data folder has new ones, as it has other passwords.</summary>
    public string Volume(string server) => $"imizu-{Password("volumes")[..8].ToLowerInvariant()}-{server}";

    /// <summary>Keeps a connection string, once it is known, for whoever operates the stack.</summary>
    public void Record(string name, ReferenceExpression connection) => _connections[name] = connection;

    /// <summary>Writes the connection strings; waits until all of their endpoints are allocated.</summary>
    public async Task WriteConnectionsAsync(CancellationToken cancellationToken)
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, connection) in _connections)
        {
            known[name] = await connection.GetValueAsync(cancellationToken) ?? "";
        }

        StackFiles.Write(Root, StackFiles.Connections, known);
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    // A home, a repository: it would be closed to others and filled. The command line keeps what the AppHost prints in it, before the first start.
    private static bool HasOtherThings(string root) => Directory.Exists(root) && !File.Exists(Path.Combine(root, LockFile))
        && Directory.EnumerateFileSystemEntries(root).Any(entry =>
            entry != Path.Combine(root, "logs") || Directory.EnumerateFileSystemEntries(entry).Any(log => log != StackFiles.Log(root, "host")));
}
