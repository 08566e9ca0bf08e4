using System.Security.Cryptography;

namespace Imizu.LocalHosting;

/// <summary>What is made up at a stack's first start and stays the same from then on: passwords and ports.</summary>
internal sealed class KeptValues(DataFolder folder)
{
    // Below the range from which Linux takes the ports of outgoing connections: a port from that could be taken
    // by a client in the moment in which its server is being restarted.
    private const int FirstPort = 15000;
    private const int EndOfPorts = 32000;

    private readonly Dictionary<string, string> secrets = folder.Read<Dictionary<string, string>>("secrets.json") ?? [];
    private readonly Dictionary<string, int> ports = folder.Read<Dictionary<string, int>>("ports.json") ?? [];

    public string Secret(string name, Func<string> make)
    {
        if (!secrets.TryGetValue(name, out var value))
        {
            secrets[name] = value = make();
            folder.Write("secrets.json", secrets, secret: true);
        }

        return value;
    }

    /// <summary>The port that this had the last time, or a free one where that is taken or there was none.</summary>
    public int Port(string name)
    {
        if (!ports.TryGetValue(name, out var port) || !Loopback.IsFree(port))
        {
            do
            {
                port = RandomNumberGenerator.GetInt32(FirstPort, EndOfPorts);
            }
            while (ports.ContainsValue(port) || !Loopback.IsFree(port));
            ports[name] = port;
            folder.Write("ports.json", ports);
        }

        return port;
    }
}
