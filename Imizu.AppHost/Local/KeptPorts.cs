using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Imizu.LocalStack;

namespace Imizu.AppHost.Local;

/// <summary>The ports of a stack, chosen at its first start and the same from then on, so that addresses which were handed out stay good.</summary>
/// <param name="folder">The data folder, in which they are kept.</param>
internal sealed class KeptPorts(string folder)
{
    private const string File = "ports.json";

    // Below the range from which Linux takes the ports of outgoing connections: one of those could be taken by a client while its server restarts.
    private const int First = 15000, End = 32000, Block = 50;

    private static readonly TimeSpan LongestRemains = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(200);

    // One after the other from somewhere, so that two stacks which choose at once hardly choose the same.
    private int _next = First + Block * RandomNumberGenerator.GetInt32((End - First) / Block);

    private readonly Dictionary<string, int> _ports = StackFiles.Read<Dictionary<string, int>>(folder, File) ?? [];

    /// <summary>The port that this had the last time, or a free one where that is taken or there was none.</summary>
    public int Of(string name)
    {
        if (!_ports.TryGetValue(name, out var port) || !IsFree(port))
        {
            do
            {
                (port, _next) = (_next, _next + 1 < End ? _next + 1 : First);
            }
            while (_ports.ContainsValue(port) || !IsFree(port));
            _ports[name] = port;
            StackFiles.Write(folder, File, _ports);
        }

        return port;
    }

    /// <summary>Waits until the ports are free: what a killed AppHost has left stops within seconds, and has the data until then.</summary>
    public void AwaitRemains()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestRemains && !_ports.Values.All(IsFree);)
        {
            Thread.Sleep(Pause);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
