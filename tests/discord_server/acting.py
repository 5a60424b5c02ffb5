"""What people do in the loopback Discord: commands, clicks, choices, forms and plain messages."""

from collections.abc import Mapping, Sequence
from typing import Any

from . import invoking, messages
from .command_rules import CHAT_INPUT, MESSAGE, USER
from .core import Core, SentFile
from .interactions import Interaction, InteractionType
from .payloads import channel_payload, member_payload, message_payload, user_payload
from .waiting import LIMIT
from .world import EVERYDAY_PERMISSIONS, Attachment, Channel, Guild, Member, Message, User

Json = dict[str, Any]

_ATTACHMENT_LIMIT = 10 * 1024 * 1024
_ADMINISTRATOR = 1 << 3


class Acting:
    """The actions; each sends its event over the gateway once a client is connected."""

    _core: Core

    def add_guild(
        self,
        name: str = "Reading group",
        *,
        bot_permissions: int = EVERYDAY_PERMISSIONS,
        installed: bool = True,
    ) -> Guild:
        """Adds a guild, before the client connects; with the bot in it, or only brought along."""
        guild = self._core.world.add_guild(name)
        guild.bot_permissions, guild.installed = bot_permissions, installed
        return guild

    def direct_message(self, user: User | Member) -> tuple[Channel, Member]:
        """Returns the direct channel with somebody, and that person as seen there."""
        person = user.user if isinstance(user, Member) else user
        return self._core.world.direct_channel(person), Member(person, None, 0)

    def upload(self, name: str, content: bytes) -> Attachment:
        """Uploads a file, to be given to a slash command."""
        return Attachment(messages.attach(self._core, SentFile(name, content)))

    async def slash(
        self, member: Member, channel: Channel, name: str, **options: Any
    ) -> Interaction:
        """Types a slash command (`"ask"`, or with subcommands `"papers list"`).

        Raises:
            LookupError: the bot has registered no such command.
            invoking.ImpossibleError: Discord's client would not let this through.
        """
        command, path = self._command(member, channel, name)
        data = invoking.command_data(command, path, options)
        return await self._interact(InteractionType.COMMAND, member, channel, data)

    async def autocomplete(
        self, member: Member, channel: Channel, name: str, option: str, typed: Any, **others: Any
    ) -> list[Json]:
        """Types into an option and returns the suggestions: `{"name", "value"}` each."""
        interaction = await self.typing(member, channel, name, option, typed, **others)
        return await interaction.suggested()

    async def typing(
        self, member: Member, channel: Channel, name: str, option: str, typed: Any, **others: Any
    ) -> Interaction:
        """Types into an option without waiting for suggestions."""
        command, path = self._command(member, channel, name)
        data = invoking.command_data(command, path, others | {option: typed}, focused=option)
        kind = next(
            o["type"] for o in invoking.descend(command, path)["options"] if o["name"] == option
        )
        what = InteractionType.AUTOCOMPLETE
        return await self._interact(what, member, channel, data, focused_type=kind)

    async def menu(
        self, member: Member, channel: Channel, name: str, target: Message | Member
    ) -> Interaction:
        """Chooses a command from the context menu of a message or a person."""
        kind = MESSAGE if isinstance(target, Message) else USER
        command = self._core.commands.find(name, kind, _guild_id(channel))
        data = invoking.context_menu_data(command, target)
        return await self._interact(InteractionType.COMMAND, member, channel, data)

    async def click(self, member: Member, message: Message, wanted: str) -> Interaction:
        """Clicks the button with this custom_id or label, or chooses the option so called."""
        named = [(c.get("custom_id"), c.get("label")) for c in message.buttons]
        found = None if any(wanted in names for names in named) else message.option(wanted)
        if found is None:
            return await self.select(member, message, wanted, None)
        menu, option = found
        return await self.select(member, message, menu["custom_id"], [option["value"]])

    async def select(
        self, member: Member, message: Message, wanted: str, values: list[str] | None
    ) -> Interaction:
        """Chooses values in the select menu with this custom_id or placeholder."""
        data = invoking.component_data(member, message, wanted, values)
        what = InteractionType.COMPONENT
        return await self._interact(what, member, message.channel, data, message=message)

    async def submit(
        self, opened_by: Interaction, values: Mapping[str, Any], *, member: Member | None = None
    ) -> Interaction:
        """Fills in and sends the modal that an interaction opened; values by custom_id."""
        if opened_by.modal is None:
            raise invoking.ImpossibleError("no modal is open")
        data = invoking.modal_data(opened_by.modal, values)
        person, channel = member or opened_by.member, opened_by.channel
        what = InteractionType.MODAL_SUBMIT
        return await self._interact(what, person, channel, data, message=opened_by.message)

    async def say(
        self,
        member: Member,
        channel: Channel,
        content: str,
        *,
        reply_to: Message | None = None,
        pings: bool = True,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> Message:
        """Posts a plain message in a channel; a reply pings whom it answers unless told not to."""
        sent = Message(self._core.world.new_id(), channel, member.user, self._core.clock.unix())
        sent.content, sent.reference, sent.pings_author = content, reply_to, pings
        return await self._core.home.run(self._say(sent, files))

    async def take_back(self, message: Message) -> None:
        """Deletes a message, as its author or a moderator does."""
        messages.delete(message)
        await self._core.home.run(messages.announce_gone(self._core, message))

    async def forward(self, member: Member, channel: Channel, message: Message) -> Message:
        """Forwards a message into a channel."""
        sent = Message(self._core.world.new_id(), channel, member.user, self._core.clock.unix())
        sent.forwards = message
        return await self._core.home.run(self._say(sent, ()))

    async def proxy(self, channel: Channel, name: str, content: str) -> Message:
        """Posts a message by a webhook, as bots do that post for people."""
        world = self._core.world
        sent = Message(world.new_id(), channel, world.new_user(name), self._core.clock.unix())
        sent.content, sent.webhook_id = content, world.new_id()
        return await self._core.home.run(self._say(sent, ()))

    async def say_unheard(self, member: Member, channel: Channel, content: str) -> Message:
        """Posts a plain message that no client is told of, as while none is connected."""
        sent = Message(self._core.world.new_id(), channel, member.user, self._core.clock.unix())
        sent.content = content
        channel.messages[sent.id] = sent
        return sent

    async def open_thread(self, member: Member, channel: Channel, name: str) -> Channel:
        """Opens a thread under a channel."""
        number = self._core.world.new_id()
        thread = self._core.world.add_thread(channel, name, member.user, number)
        await self._core.home.run(self._announce(thread))
        return thread

    async def post(self, member: Member, forum: Channel, title: str, content: str) -> Message:
        """Begins a post of a forum: a thread whose first message has the thread's number."""
        thread = await self.open_thread(member, forum, title)
        sent = Message(thread.id, thread, member.user, self._core.clock.unix(), content)
        return await self._core.home.run(self._say(sent, ()))

    async def _announce(self, thread: Channel) -> None:
        await self._connected(LIMIT)
        payload = channel_payload(thread) | {"newly_created": True}
        await self._core.gateway.dispatch("THREAD_CREATE", payload)

    async def _say(self, sent: Message, files: Sequence[tuple[str, bytes]]) -> Message:
        await self._connected(LIMIT)
        sent.attachments = [
            messages.attach(self._core, SentFile(name, body)) for name, body in files
        ]
        sent.channel.messages[sent.id] = sent
        await messages.announce(self._core, sent, "MESSAGE_CREATE")
        return sent

    async def _connected(self, within: float) -> None:
        gateway = self._core.gateway
        await gateway.changes.until(lambda: bool(gateway.sessions), within, "a client's login")

    def _command(self, member: Member, channel: Channel, name: str) -> tuple[Json, list[str]]:
        root, *path = name.split(" ")
        command = self._core.commands.find(root, CHAT_INPUT, _guild_id(channel))
        needed = int(command.get("default_member_permissions") or 0)
        if channel.guild is None and command.get("contexts") and 1 not in command["contexts"]:
            raise invoking.ImpossibleError(f"/{root} is not offered in direct messages")
        if needed & ~member.permissions and not member.permissions & _ADMINISTRATOR:
            raise invoking.ImpossibleError(f"/{root} needs permissions {needed}")
        return command, path

    async def _interact(
        self,
        kind: InteractionType,
        member: Member,
        channel: Channel,
        data: Json,
        *,
        message: Message | None = None,
        focused_type: int = 3,
    ) -> Interaction:
        core = self._core
        number = core.world.new_id()
        interaction = Interaction(
            id=number,
            token=f"interaction-token-{number}",
            type=kind,
            member=member,
            channel=channel,
            data=data,
            clock=core.clock,
            home=core.home,
            message=message,
            focused_type=focused_type,
        )
        await core.home.run(self._send(interaction))
        return interaction

    async def _send(self, interaction: Interaction) -> None:
        await self._connected(LIMIT)
        core = self._core
        if interaction.type in {InteractionType.COMPONENT, InteractionType.MODAL_SUBMIT}:
            await core.gateway.settle()
        payload = interaction_payload(interaction, core.world.bot)
        interaction.sent_at = core.clock.now()
        core.interactions[interaction.token] = interaction
        await core.gateway.dispatch("INTERACTION_CREATE", payload)


def _guild_id(channel: Channel) -> int | None:
    return channel.guild.id if channel.guild else None


def interaction_payload(interaction: Interaction, bot: User) -> Json:
    """Returns the interaction object of INTERACTION_CREATE."""
    channel, member = interaction.channel, interaction.member
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(bot.id),
        "type": interaction.type.value,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_payload(channel) | {"permissions": str(member.permissions)},
        "locale": member.user.locale,
        "entitlements": [],
        "attachment_size_limit": _ATTACHMENT_LIMIT,
        "app_permissions": str(channel.guild.bot_permissions if channel.guild else 0),
    }
    if interaction.message is not None:
        payload["message"] = message_payload(interaction.message)
    return payload | _where(interaction)


def _where(interaction: Interaction) -> Json:
    guild, member = interaction.channel.guild, interaction.member
    if guild is None:
        owners = {"0": "0"}
        user = user_payload(member.user)
        return {"user": user, "context": 1, "authorizing_integration_owners": owners}
    owners = {"0": str(guild.id)} if guild.installed else {"1": str(member.id)}
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member_payload(member, with_permissions=True),
        "context": 0,
        "authorizing_integration_owners": owners,
    }
