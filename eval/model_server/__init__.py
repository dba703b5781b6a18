"""A local model server for tests and measurements that behaves well, badly or not at all."""

from eval.model_server.server import ModelServer as ModelServer
from eval.model_server.server import model_server as model_server
