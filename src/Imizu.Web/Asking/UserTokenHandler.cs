using System.Net;
using System.Net.Http.Headers;
using Imizu.Web.Access;
using Microsoft.AspNetCore.Authentication;

namespace Imizu.Web.Asking;

/// <summary>Asks services with the token of whoever looks at the page.</summary>
internal sealed class UserTokenHandler(IHttpContextAccessor http) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await http.HttpContext!.GetTokenAsync("access_token"));
        var answer = await base.SendAsync(request, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Unauthorized ? throw new SessionEndedException() : answer;
    }
}
