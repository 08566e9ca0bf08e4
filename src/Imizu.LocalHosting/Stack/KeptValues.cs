using System.Security.Cryptography;

namespace Imizu.LocalHosting;

/// <summary>What is made up at a stack's first start and stays the same from then on: passwords and ports.</summary>
internal sealed class KeptValues(DataFolder folder)
{
    // Below the range from which Linux takes the ports of outgoing connections: a port from that could be taken
    // by a client in the moment in which its server is being restarted.
    private const int FirstPort = 15000;
    private const int EndOfPorts = 32000;

    private readonly Dictionary<string, string> _secrets = folder.Read<Dictionary<string, string>>("secrets.json") ?? [];
    private readonly Dictionary<string, int> _ports = folder.Read<Dictionary<string, int>>("ports.json") ?? [];

    /// <summary>All that was made up to be secret.</summary>
    public IEnumerable<string> Secrets => _secrets.Values;

    public string Secret(string name, Func<string> make)
    {
        if (!_secrets.TryGetValue(name, out var value))
        {
            _secrets[name] = value = make();
            folder.Write("secrets.json", _secrets, secret: true);
        }

        return value;
    }

    /// <summary>The port that this had the last time, or a free one where that is taken or there was none.</summary>
    public int Port(string name)
    {
        if (!_ports.TryGetValue(name, out var port) || !Loopback.IsFree(port))
        {
            do
            {
                port = RandomNumberGenerator.GetInt32(FirstPort, EndOfPorts);
            }
            while (_ports.ContainsValue(port) || !Loopback.IsFree(port));
            _ports[name] = port;
            folder.Write("ports.json", _ports);
        }

        return port;
    }
}
