using System.Text;
using Microsoft.Extensions.Configuration;

namespace Imizu.ServiceDefaults;

/// <summary>
/// Masks known secrets in telemetry on its way out, whatever signal, attribute or exception they are in. A secret is replaced by as many bytes, so that the
/// lengths in the encoded message stay right.
/// </summary>
internal sealed class SecretMasking(IReadOnlyList<byte[]> secrets) : DelegatingHandler(new SocketsHttpHandler())
{
    // A shorter one would be found in half of all messages.
    private const int ShortestSecret = 6;

    /// <summary>The passwords in the configuration's connection strings and all secrets, as they are and as URIs write them.</summary>
    public static IReadOnlyList<byte[]> SecretsIn(IConfiguration configuration) =>
    [
        .. ConnectionPasswords.In(configuration).Concat(configuration.AsEnumerable().Where(setting => setting.Key.EndsWith("Secret", StringComparison.OrdinalIgnoreCase)).Select(setting => setting.Value ?? "")).SelectMany(password => (string[])[password, Uri.EscapeDataString(password)])
            .Where(password => password.Length >= ShortestSecret).Distinct()
            // The longest first, so that one that is part of another leaves nothing of it.
            .OrderByDescending(password => password.Length).Select(Encoding.UTF8.GetBytes),
    ];

    /// <inheritdoc />
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        request.Content?.CopyTo(content, context: null, cancellationToken);
        Mask(request, content);
        return base.Send(request, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await (request.Content?.CopyToAsync(content, cancellationToken) ?? Task.CompletedTask);
        Mask(request, content);
        return await base.SendAsync(request, cancellationToken);
    }

    private void Mask(HttpRequestMessage request, MemoryStream content)
    {
        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        var isMasked = false;
        foreach (var secret in secrets)
        {
            for (int at; (at = bytes.IndexOf(secret)) >= 0; isMasked = true)
            {
                bytes.Slice(at, secret.Length).Fill((byte)'*');
            }
        }

        // Nearly always there is none, and the request goes out as it is.
        if (isMasked)
        {
            var original = request.Content!;
            request.Content = new ByteArrayContent(bytes.ToArray());
            foreach (var (name, values) in original.Headers)
            {
                request.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }
    }
}
