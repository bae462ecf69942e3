using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A message with what its file needs: the unit that stays cached as long as neither changes.</summary>
internal sealed record MessageUnit(EmitContext Context, SbeMessage Message);
