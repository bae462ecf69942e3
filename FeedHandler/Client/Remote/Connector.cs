using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace FeedHandler.Client.Remote;

/// <summary>Connects to a gateway, on a thread of the pool: names are looked up and certificates checked, which takes its time.</summary>
internal static class Connector
{
    /// <summary>Connects.</summary>
    /// <param name="endpoint">The gateway.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ILink> ConnectAsync(GatewayEndpoint endpoint, RemoteFeedOptions options, CancellationToken cancellation)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            late.CancelAfter(options.ConnectTimeoutMs);
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, late.Token).ConfigureAwait(false);
            return endpoint.IsTls ? await EncryptAsync(socket, endpoint, options, late.Token).ConfigureAwait(false) : new PlainLink(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<ILink> EncryptAsync(Socket socket, GatewayEndpoint endpoint, RemoteFeedOptions options, CancellationToken cancellation)
    {
        SslStream stream = new(new NetworkStream(socket, ownsSocket: true));
        CertificateCheck check = new(options.TlsServerName ?? endpoint.Host);
        SslClientAuthenticationOptions tls = new() { TargetHost = options.TlsServerName ?? endpoint.Host, RemoteCertificateValidationCallback = check.Accept };
        if (options.TlsCaFile is { } file) tls.CertificateChainPolicy = SignedBy(file);
        try
        {
            await stream.AuthenticateAsClientAsync(tls, cancellation).ConfigureAwait(false);
            return new TlsLink(stream);
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (failure is AuthenticationException && check.Fault is { } fault) throw fault;
            throw;
        }
    }

    private static X509ChainPolicy SignedBy(string file)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
