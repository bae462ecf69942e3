using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FeedHandler.Client.Remote;

/// <summary>What the system finds of a gateway's certificate. It is believed as it stands; this keeps why one was not accepted.</summary>
/// <param name="name">The name that the certificate should have.</param>
internal sealed class CertificateCheck(string name)
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>Why it was not accepted; null when it was, or none came.</summary>
    public GatewayFaultException? Fault { get; private set; }

    /// <summary>Takes what the system found.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        X509ChainStatusFlags found = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain?.ChainStatus ?? []) found |= status.Status;
        Fault = errors == SslPolicyErrors.None ? null : FaultOf(errors, found);
        return errors == SslPolicyErrors.None;
    }

    // An authority that is not known goes first: what it says of names is worth nothing.
    private GatewayFaultException FaultOf(SslPolicyErrors errors, X509ChainStatusFlags found)
    {
        if ((found & Untrusted) != 0) return new(GatewayFault.UntrustedCertificate, $"TLS: nobody who is trusted here signed its certificate ({found})");
        return errors == SslPolicyErrors.RemoteCertificateNameMismatch
            ? new(GatewayFault.OtherName, $"TLS: its certificate is not that of {name}")
            : new(GatewayFault.Other, $"TLS: its certificate is not accepted ({errors}, {found})");
    }
}
