using Imizu.EventStreams.Http;
using Microsoft.Net.Http.Headers;

namespace Imizu.Gateway.Tallies;

/// <summary>A file that was sent: as the only file of a form, or as the body of the request.</summary>
/// <param name="Name">The sender's name for it; empty where it has none.</param>
/// <param name="Extension">What kind of file it is: of the name, or else by the content type.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record UploadedFile(string Name, string Extension, byte[] Bytes)
{
    public const string Csv = "text/csv", Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Reads it, or says what is wrong with the request.</summary>
    public static async Task<(UploadedFile? File, IResult? Problem)> Read(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        try
        {
            if (!request.HasFormContentType)
            {
                _ = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition);
                return (await Read(request.Body, disposition?.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value, request.ContentType, cancellationToken), null);
            }
            if (await request.ReadFormAsync(cancellationToken) is { Count: 0, Files: [var only] })
            {
                await using var content = only.OpenReadStream();
                return (await Read(content, only.FileName, only.ContentType, cancellationToken), null);
            }
            return (null, Problems.Invalid("file", "ファイルを 1 つだけ、form の file として送ってください。"));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Problems.Invalid("file", $"ファイルが大きすぎます（上限 {most / 1024 / 1024} MiB）。分けて送ってください。", e.StatusCode));
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException { StatusCode: not StatusCodes.Status400BadRequest })
        {
            return (null, Problems.Invalid("file", "フォームとして読めません。multipart/form-data で送り直してください。"));
        }
    }

    private static async Task<UploadedFile> Read(Stream content, string? name, string? type, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        var byType = (type ?? "").Split(';')[0].Trim().ToLowerInvariant() switch { Csv => ".csv", Excel => ".xlsx", _ => "" };
        return new UploadedFile(name ?? "", Path.GetExtension(name) is { Length: > 0 } extension ? extension : byType, bytes.ToArray());
    }
}
