namespace FeedHandler.Receivers;

/// <summary>What came of opening a receiver: either the receiver, or why there is none.</summary>
/// <param name="Receiver">The receiver; null when it could not be opened.</param>
/// <param name="Errors">
/// Each reason why not, with the package, the capability or the kernel setting that would help. With a receiver: why kinds that were tried
/// before it could not be opened.
/// </param>
public sealed record ReceiverOpening(ILiveReceiver? Receiver, IReadOnlyList<string> Errors)
{
    internal static ReceiverOpening Failure(params IReadOnlyList<string> errors) => new(null, errors);
}

/// <summary>A receiver cannot be opened; the message says why and what to do.</summary>
/// <param name="message">Why.</param>
internal sealed class OpeningException(string message) : Exception(message);
