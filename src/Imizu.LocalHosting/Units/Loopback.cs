using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Imizu.LocalHosting;

/// <summary>The address that all of the stack listens on.</summary>
internal static class Loopback
{
    public const string Address = "127.0.0.1";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Whether something listens on the port and, where it is sent a request, answers and closes. Never throws.</summary>
    public static async Task<bool> AnswersAsync(int port, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            if (request.IsEmpty)
            {
                return true;
            }

            await socket.SendAsync(request, limit.Token);
            using var answer = new StreamReader(new NetworkStream(socket), Encoding.Latin1);
            return await answer.ReadToEndAsync(limit.Token) is not "";
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Whether the port can be had.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
