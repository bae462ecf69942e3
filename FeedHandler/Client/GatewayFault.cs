namespace FeedHandler.Client;

/// <summary>What kind of fault a gateway's last one was, for whoever has advice for it; what exactly was wrong is in <see cref="GatewayHealth.LastFailure"/>.
/// </summary>
public enum GatewayFault
{
    /// <summary>None so far, or any that has no name here.</summary>
    Other = 0,

    /// <summary>TLS: nobody who is trusted signed its certificate, see <see cref="RemoteFeedOptions.TlsCaFile"/>.</summary>
    UntrustedCertificate = 1,

    /// <summary>TLS: its certificate is another host's, see <see cref="RemoteFeedOptions.TlsServerName"/>.</summary>
    OtherName = 2,

    /// <summary>It was not connected to, as the token cannot be read, see <see cref="RemoteFeedOptions.TokenFile"/>.</summary>
    NoToken = 3,
}
